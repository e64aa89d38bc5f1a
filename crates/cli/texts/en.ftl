# What the command says around findings in English. The keys are those of fr.ftl.

## Around a finding

error = error
warning = warning
advice = advice
help = help
law = law
reason = reason
accepted = accepted
accepted-because = { $reason } (`{ $name }`, to be reviewed on { $day })

## How many there are

errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
pieces-of-advice = { $count ->
    [one] { $count } piece of advice
   *[other] { $count } pieces of advice
}
checked = { $checked }: nothing to say against it
    .word = checked
accepted-too = { $count ->
    [one] { $count } accepted
   *[other] { $count } accepted
}

## In one text, for code hosts

said-law = Law: { $law }
said-help = Help: { $help }
