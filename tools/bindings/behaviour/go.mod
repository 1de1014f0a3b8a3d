module behaviour

go 1.23
