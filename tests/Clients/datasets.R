# What R reads in the files of a set: readr the CSV, with and without the mark, and readxl the workbook. Rows, and the sum of the values; codes stay text.
suppressWarnings(suppressMessages({ library(readr); library(readxl); library(jsonlite) }))
folder <- commandArgs(trailingOnly = TRUE)[1]

total <- function(rows) {
  stopifnot(is.character(rows$code))
  sprintf("%d|%.4f", nrow(rows), sum(rows$value, na.rm = TRUE))
}

types <- cols(.default = col_character(), value = col_double())
files <- lapply(c("observations.csv", "observations.bom.csv"), function(f) read_csv(file.path(folder, f), col_types = types))
book <- suppressWarnings(read_xlsx(file.path(folder, "observations.xlsx"), sheet = 1, guess_max = 100000))
cat(toJSON(list(csv = total(files[[1]]), marked = total(files[[2]]), xlsx = total(book), problems = nrow(problems(files[[1]])), sheets = excel_sheets(file.path(folder, "observations.xlsx")))))
