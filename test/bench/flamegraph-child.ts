// The command line as one bundle, to be measured as a whole process.
import '../../main/cli/entry';
