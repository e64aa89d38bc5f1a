# Dates and periods in English. The keys are those of fr.ftl.

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

period-days = { $amount ->
    [one] { $amount } day
   *[other] { $amount } days
}
period-weeks = { $amount ->
    [one] { $amount } week
   *[other] { $amount } weeks
}
period-months = { $amount ->
    [one] { $amount } month
   *[other] { $amount } months
}
period-years = { $amount ->
    [one] { $amount } year
   *[other] { $amount } years
}
