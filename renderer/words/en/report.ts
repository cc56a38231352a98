/** What exported pictures and reports say: the same in English as on the command line. */
export { englishReport as report } from '../../../engine/export/words';
