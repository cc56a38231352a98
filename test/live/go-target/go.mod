module flamebench.test/target

go 1.19
