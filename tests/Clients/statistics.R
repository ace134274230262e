# What R reads in the SDMX files: rsdmx the SDMX-ML, readr the SDMX-CSV. Figures, numbers and their sum by what is stated; the times that are no fiscal year.
suppressWarnings(suppressMessages({ library(rsdmx); library(readr); library(dplyr); library(jsonlite) }))
folder <- commandArgs(trailingOnly = TRUE)[1]

totals <- function(type, value) {
  value <- as.numeric(value)
  tibble(type = tolower(type), value = value) |> group_by(type) |> arrange(type) |>
    summarise(line = sprintf("%s|%d|%d|%.4f", first(type), n(), sum(!is.na(value)), sum(value, na.rm = TRUE))) |> pull(line)
}

xml <- suppressWarnings(as.data.frame(readSDMX(file.path(folder, "indicatorFacts.sdmx.xml"), isURL = FALSE)))
csv <- suppressMessages(read_csv(file.path(folder, "indicatorFacts.sdmx.csv"), col_types = cols(.default = col_character(), OBS_VALUE = col_double())))
text <- csv |> filter(OBS_CODE == "5-1-1-o2.target.2017")
cat(toJSON(list(
  xml = totals(xml$MEASURE_TYPE, xml$obsValue), csv = totals(csv$MEASURE_TYPE, csv$OBS_VALUE), problems = nrow(problems(csv)),
  keys = nrow(distinct(csv, INDICATOR, MEASURE_TYPE, REF_AREA, SUBGROUP, PLAN_PERIOD, STATEMENT, TIME_PERIOD)),
  target = c(text$TIME_PERIOD, text$REPORTING_YEAR_START_DAY, text$COMPARATOR, text$OBS_TEXT, text$SOURCE_DOC, text$SOURCE_LINE),
  times = sort(unique(csv$TIME_PERIOD[!grepl("^[0-9]{4}-A1$", csv$TIME_PERIOD)])))))
