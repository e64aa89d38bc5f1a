# Dates et durées en français. Les clés sont celles de en.ftl.

date = { $day ->
    [1] 1er
   *[other] { $day }
}{ "\u00A0" }{ $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }

period-days = { $amount ->
    [one] { $amount }{ "\u00A0" }jour
   *[other] { $amount }{ "\u00A0" }jours
}
period-weeks = { $amount ->
    [one] { $amount }{ "\u00A0" }semaine
   *[other] { $amount }{ "\u00A0" }semaines
}
period-months = { $amount }{ "\u00A0" }mois
period-years = { $amount ->
    [one] { $amount }{ "\u00A0" }an
   *[other] { $amount }{ "\u00A0" }ans
}
