# Ce que disent en français les constats sur les bases de données. Les clés sont celles de en.ftl. Les espaces insécables devant
# les signes doubles sont mises par le programme.

## La cartographie ne correspond pas à la base de données

bind-no-personal-table = la cartographie ne parle d'aucune table personnelle { $table }
bind-unfit = cela ne correspond pas à la base de données
bind-transform = la colonne { $column } ne peut être anonymisée : { $why }
    .type = employez une transformation qui convient à son contenu : truncate-ip (adresses), year et month (dates), first N (textes), bucket N (nombres)
    .column = retirez sa transformation : elle reste alors aussi longtemps que son enregistrement, et ramène à la personne concernée ; ou gardez ce qui est nécessaire dans une colonne à part
other-transform = `{ $transform }` ne convient pas à son type { $declared }
unique = elle doit être unique
check-refuses-rest = la contrainte de vérification { $name } peut refuser ce qui en reste
check-refuses-neutral = la contrainte de vérification { $name } peut refuser une valeur neutre
unnamed = sans nom
bind-text-order = le texte de { $column } ne se compare que par égalité
bind-condition = la colonne { $column } ({ $declared }) ne se compare pas à cette constante
    .help = les moteurs ordonnent les textes et comparent les types différemment ; écrivez une constante du type de la colonne
bind-no-neutral = la colonne { $column } ne peut être vidée tant que son enregistrement reste : { $why }
    .help = nommez une valeur qui convient : neutral = { "{" } { $column } = … { "}" }
bind-ambiguous-link = { $ways } chemins mènent de { $from } à { $to }
    .help = nommez celui qui est voulu sous `links`, et écrivez son nom dans le chemin
bind-no-link = aucun lien ni aucune référence `{ $name }` ne part de la table { $table }
    .near = `{ $other }` en part ; est-ce celui-là ?
    .help = déclarez-le : links = { "{" } { $name } = "colonne_d_ici = table(colonne_de_là)" { "}" }
bind-no-table = le stockage { $store } n'a pas de table `{ $table }`
    .near = il existe une table `{ $name }` ; est-ce celle-là ?
    .help = retirez la table de la cartographie, ou faites mener l'url du stockage à la bonne base de données
bind-no-table-here = le stockage { $store } n'a pas de table `{ $table }` qui se consulte d'ici
bind-unlike = { $own } et { $other } contiennent des valeurs de types différents
    .help = liez des colonnes de même type et de même collation : chaque base compare les autres à sa façon, ou pas du tout
bind-no-date = la colonne { $column } ({ $declared }) ne contient pas de date telle qu'elle est cartographiée
    .help = dites sous `formats` comment les dates y sont écrites : text, text-utc, epoch-seconds, epoch-milliseconds
bind-store-zone = des horodatages sans fuseau, dans un fuseau qui change d'heure, ne disent pas un moment
    .help = écrivez "UTC" ou un décalage fixe, ou retirez la clé si le stockage suit le fuseau du responsable de traitement
bind-unmapped = la cartographie ne parle pas de la table { $table }
    .help = lancez `abide map` pour l'ébaucher, ou écrivez `personal = false` si elle ne contient rien de personnel
bind-unspoken = la cartographie ne parle pas de la colonne { $column } : aucun enregistrement de sa table n'est supprimé
    .help = nommez sa catégorie sous `fields`, ou indiquez-la sous `not_personal`
bind-no-column = la table { $table } n'a pas de colonne `{ $column }`
    .near = il existe une colonne `{ $name }` ; est-ce celle-là ?
bind-no-column-there = { $table } n'a pas de colonne `{ $column }`
bind-untouchable = rien dans la table { $table } n'est effacé ni vidé : { $why }
    .help = passez-la à un moteur qui a des transactions (ALTER TABLE … ENGINE=InnoDB)
bind-no-key = la table { $table } n'a pas de clé primaire : rien ne peut y être effacé ni vidé sûrement
    .help = ajoutez une clé primaire ; c'est par elle qu'Abide nomme les lignes qu'il modifie
bind-link-column = le lien `{ $link }` nomme une colonne `{ $column }` qui n'existe pas
bind-link-kinds = le lien `{ $name }` compare { $one } ({ $kind }) et { $other } ({ $kind_there })
    .help = liez des nombres entiers ou des textes ; le reste, il n'y a pas deux bases qui l'écrivent de même
files-with-records = les enregistrements de { $table } qui sont effacés emportent les fichiers que nomme { $column }, dans le stockage { $store }
    .help = il n'y a rien à faire : un fichier est supprimé avant son enregistrement, et un enregistrement dont le fichier ne peut être supprimé reste

## Pourquoi les enregistrements d'une table sont laissés

left-no-key = elle n'a pas de clé primaire
left-unspoken = la cartographie ne parle pas de sa colonne { $column }
left-rule-errors = sa règle pour { $activity } a des erreurs
left-file-errors = l'emplacement de ses fichiers a des erreurs
left-link-errors = { $place } compte à partir d'elle par un lien qui a des erreurs
left-anonymous = ses enregistrements restent, anonymes
left-unserved = elle ne sert aucune activité
untouchable-versioned = elle est versionnée par le système : ce qui en est supprimé reste dans son historique
untouchable-engine = { $engine } n'a pas de transactions : une modification interrompue ne pourrait être reprise
untouchable-unknown = son moteur n'a pas de transactions : une modification interrompue ne pourrait être reprise
order-own-rows = ses règles consultent d'autres lignes de { $table } même : aucun ordre de suppression n'est sûr
order-uncut-rows = des lignes de { $table } se réfèrent les unes aux autres d'une façon que ses contraintes ou ses règles interdisent de rompre
order-uncut-circle = { $tables } se réfèrent les unes aux autres en un cercle que leurs contraintes interdisent de rompre
order-no-way-back = { $holder } compte à partir de { $held } sans référence de { $held } vers elle : aucun ordre de suppression n'est sûr
order-forked = dans { $tables }, une ligne de { $table } peut se référer à plusieurs qui comptent à partir d'elle : aucun ordre de suppression n'est sûr

## Pourquoi la valeur d'une colonne reste avec son enregistrement

stays-whole = ce qui est dans un fichier et dans son nom y est aussi longtemps que le fichier
stays-no-key = sa table n'a pas de clé primaire
stays-unconfirmed = aucune activité n'en a besoin, et sa suppression n'est pas confirmée dans la cartographie
works-key = elle fait partie de la clé primaire
works-refers = elle se réfère à un autre enregistrement
works-referred = d'autres enregistrements s'y réfèrent
works-file = c'est par elle que se trouve le fichier
works-condition = une condition de la cartographie la consulte
works-elsewhere = un autre stockage compte une durée à partir d'elle
works-counted = une durée se compte à partir d'elle
works-links = elle lie des enregistrements
unique-for-all = elle doit être unique : une même valeur ne peut remplacer toutes les autres
unique-type = elle doit être unique, et son type { $declared } n'a pas de valeurs neutres qui le soient
unique-joined = elle doit être unique, et les parties de la clé primaire, jointes, peuvent être les mêmes pour deux lignes
unique-short = elle doit être unique, et ses { $limit } caractères peuvent ne pas suffire à une valeur neutre
unfit-neutral = la valeur neutre que donne la cartographie ne convient pas à son type { $declared }
computed = la base de données la calcule
no-neutral = elle n'admet pas NULL, et son type { $declared } n'a pas de valeur neutre

## Ce qui empêche d'effacer, ou le ralentit

plan-no-safe-order = aucun enregistrement de { $table } n'est supprimé : { $why }
    .help = les valeurs dont rien n'a besoin sont vidées ; donnez à l'activité une date de l'enregistrement même à partir de laquelle compter
plan-working-column = la colonne personnelle { $column } reste aussi longtemps que son enregistrement : { $why }
plan-traceable = les enregistrements anonymisés de { $table } permettent de remonter à la personne : { $why }
    .help = que l'activité efface ses enregistrements, ou gardez ce qui doit être compté dans une table sans cette colonne
traceable-stays = { $column } reste, car { $why }
traceable-refers = { $columns } se réfère à { $other }
plan-cascade = supprimer un enregistrement de { $to } supprimerait ses enregistrements de { $from }, qui ne doivent pas l'être ; de tels enregistrements de { $to } restent, vidés
    .help = cartographiez { $from } avec les activités que servent ses enregistrements, pour qu'ils soient effacés avec lui
plan-reference-forbids = les enregistrements de { $to } auxquels se réfère { $from } restent, vidés
    .help = cartographiez { $from } avec les activités que servent ses enregistrements, ou laissez mettre la référence à NULL
plan-no-index-over = aucun index ne sert { $place } : trouver ce qui est échu lit toute la table
    .help = { $statement }
plan-no-index-deletion = aucun index ne sert { $place } : chaque suppression cherche les enregistrements qui s'y réfèrent
plan-no-index-dates = aucun index ne sert { $place } : les dates de chaque enregistrement y sont cherchées
plan-forbidden-content = { $rows ->
    [one] { $rows } enregistrement contient un numéro de carte entier dans { $column }, que la politique interdit de détenir{ $clauses }
   *[other] { $rows } enregistrements contiennent un numéro de carte entier dans { $column }, que la politique interdit de détenir{ $clauses }
}
    .help = masquez tout sauf les six premiers et les quatre derniers chiffres, et trouvez ce qui l'a écrit ; si la colonne est destinée aux numéros de carte, rattachez-la à la catégorie et confirmez sa suppression sous `unneeded`
