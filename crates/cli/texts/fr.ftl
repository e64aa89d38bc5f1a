# Ce que dit la commande en français autour des constats. Les clés sont celles de en.ftl. Les espaces insécables devant les
# signes doubles sont mises par le programme, sauf après un mot que suit un `:` mis ailleurs.

## Autour d'un constat

error = erreur
warning = avertissement
advice = conseil
help = aide{ "\u202F" }
law = droit{ "\u202F" }
reason = motif{ "\u202F" }
accepted = accepté
accepted-because = { $reason } (`{ $name }`, à revoir le { $day })

## Combien il y en a

errors = { $count ->
    [one] { $count } erreur
   *[other] { $count } erreurs
}
warnings = { $count ->
    [one] { $count } avertissement
   *[other] { $count } avertissements
}
pieces-of-advice = { $count ->
    [one] { $count } conseil
   *[other] { $count } conseils
}
checked = { $checked } : rien à y redire
    .word = vérifié
accepted-too = { $count ->
    [one] { $count } accepté
   *[other] { $count } acceptés
}

## En un seul texte, pour les forges

said-law = Droit : { $law }
said-help = Aide : { $help }
