# Ce que disent les documents en français. Les clés sont celles de en.ftl. Les espaces insécables devant les signes doubles sont
# mises par le programme.

## Dates et durées

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

## Événements : après « après », et quand prend fin ce qui dure jusque-là

event-collected = la collecte des données
    .until = jusqu'à la collecte des données
event-created = la création de la fiche
    .until = jusqu'à la création de la fiche
event-updated = la dernière modification de la fiche
    .until = jusqu'à la dernière modification de la fiche
event-last_contact = votre dernier contact avec nous
    .until = jusqu'à votre dernier contact avec nous
event-last_login = votre dernière connexion
    .until = jusqu'à votre dernière connexion
event-last_activity = votre dernière activité
    .until = jusqu'à votre dernière activité
event-last_purchase = votre dernier achat
    .until = jusqu'à votre dernier achat
event-applied = votre candidature
    .until = jusqu'à votre candidature
event-recorded = l'enregistrement
    .until = jusqu'à l'enregistrement
event-received = la réception
    .until = jusqu'à la réception
event-issued = l'émission
    .until = jusqu'à l'émission
event-paid = le paiement
    .until = jusqu'au paiement
event-delivered = la livraison
    .until = jusqu'à la livraison
event-filled = l'attribution du poste
    .until = jusqu'à l'attribution du poste
event-card_expiry = l'expiration de la carte
    .until = jusqu'à l'expiration de la carte
event-answered = notre réponse
    .until = jusqu'à notre réponse
event-resolved = le règlement de l'affaire
    .until = jusqu'au règlement de l'affaire
event-contract_end = la fin du contrat
    .until = jusqu'à la fin du contrat
event-relationship_end = la fin de la relation
    .until = jusqu'à la fin de la relation
event-subscription_end = la fin de l'abonnement
    .until = jusqu'à la fin de l'abonnement
event-warranty_end = la fin de la garantie
    .until = jusqu'à la fin de la garantie
event-employment_end = la fin de l'emploi
    .until = jusqu'à la fin de l'emploi
event-account_closed = la clôture du compte
    .until = jusqu'à la clôture du compte
event-case_closed = la clôture du dossier
    .until = jusqu'à la clôture du dossier
event-own = { $event }
    .until = jusqu'à l'événement « { $event } »

## Durées de conservation

keep-after = { $count ->
    [1] { $period } après { $events }
   *[other] { $period } après { $events }, le dernier de ces événements étant retenu
}
keep-until = { $count ->
    [1] { $events }
   *[other] { $events }, le dernier de ces événements étant retenu
}
keep-after-archive = { $count ->
    [1] { $period } après { $events }, puis { $archive } en archive
   *[other] { $period } après { $events }, le dernier de ces événements étant retenu, puis { $archive } en archive
}
keep-until-archive = { $count ->
    [1] { $events }, puis { $archive } en archive
   *[other] { $events }, le dernier de ces événements étant retenu, puis { $archive } en archive
}

phase-active = En base active : { $phrase }.
phase-archived = Puis en archive intermédiaire, séparée des données en usage et ouverte à peu de personnes : { $period }.
end-erase = Ensuite, effacement.
end-anonymise = Ensuite, anonymisation : rien de ce qui reste ne permet de vous retrouver.

## La notice

title = { $controller } : ce que nous faisons de vos données
version = Version du { $date }
contents = Sommaire

short = En bref
short-controller = { $controller } décide de ce qui est fait de ces données et en répond. Le tableau dit à quoi elles servent et combien de temps elles sont conservées. Le détail suit, sous les mêmes numéros.
short-rights = Vous pouvez à tout moment nous demander ce que nous avons sur vous et le faire rectifier. Vos autres droits et nos délais de réponse sont indiqués sous « { $heading } ».
short-complaint = Vous pouvez aussi adresser une réclamation à l'autorité chargée de la protection des données.
short-caption = À quoi servent les données
column-purpose = Finalité
column-subjects = Personnes concernées
column-keep = Durée de conservation

controller = Qui décide
controller-is = Le responsable du traitement, qui décide des données, est { $controller }.
controller-address = Adresse
controller-registration = Immatriculation
controller-contact = Nous joindre au sujet de vos données
controller-representative = Notre représentant dans l'Union européenne
controller-officer = Notre délégué à la protection des données

activities = En détail
activities-together = Les mêmes données peuvent servir à plusieurs de ces traitements. Elles disparaissent quand le dernier n'en a plus besoin.
activity = { $number }. { $purpose }
activity-basis = Base légale
activity-subjects = Personnes concernées
activity-data = Données
activity-recipients = Destinataires
activity-keep = Durée de conservation
activity-rights = Vos droits ici
special-category = { $category } (catégorie particulière de données, que la loi protège davantage)

basis-consent = Votre consentement. Vous pouvez le retirer à tout moment ; ce qui a été fait auparavant reste licite.
basis-contract = Un contrat avec vous, ou des mesures précontractuelles prises à votre demande.
basis-legal-obligation = Une obligation légale : la loi nous l'impose.
basis-vital-interest = Des intérêts vitaux : la vie ou l'intégrité d'une personne est en jeu.
basis-public-interest = Une mission d'intérêt public.
basis-legitimate-interest = Un intérêt légitime, le nôtre ou celui d'un tiers, sur lequel vos intérêts et vos droits ne prévalent pas.

recipients = Qui reçoit des données
recipients-says = Outre nous-mêmes, reçoivent des données les destinataires suivants. Chaque traitement ci-dessus nomme ceux à qui il transmet des données.
recipient-processor = { $name }, sous-traitant, qui agit pour nous et selon nos instructions
recipient-own = { $name }, pour ses propres finalités

rights = Vos droits
rights-here = Vos droits dépendent de la base légale. Chaque traitement ci-dessus indique ceux qui s'y appliquent ; voici ce qu'ils signifient.
right-access = Accès
    .means = Savoir si nous avons des données sur vous, lesquelles, et en obtenir une copie.
right-rectify = Rectification
    .means = Faire corriger ce qui est inexact et compléter ce qui manque.
right-erase = Effacement
    .means = Faire effacer vos données, sauf si la loi nous permet ou nous impose de les conserver.
right-erase-limited = Effacement, seulement si les données ne sont plus nécessaires ou ont été traitées illicitement, ou si la loi l'exige
right-restrict = Limitation
    .means = Faire conserver vos données sans qu'elles soient utilisées, le temps d'examiner ce que vous contestez.
right-port = Portabilité
    .means = Recevoir ce que vous nous avez fourni dans un format lisible par une machine, ou le faire transmettre à un autre.
right-object = Opposition
    .means = Vous opposer pour des raisons tenant à votre situation ; nous cessons, sauf motifs impérieux.
right-withdraw = Retrait du consentement
    .means = Retirer votre consentement, aussi simplement que vous l'avez donné.
right-refuse-marketing = Opposition à la prospection
    .means = Vous opposer à la prospection à tout moment et sans motif ; elle prend alors fin.
right-limited = { $right }, seulement dans les cas que la loi prévoit
right-after-death = Directives pour après votre mort
    .means = Dire ce que deviendront vos données après votre mort, et changer d'avis.

answer = Nos réponses
answer-within = Nous répondons au plus tard { $period } après la réception de votre demande.
answer-extended = Si les demandes sont complexes ou nombreuses, ce délai peut être prolongé de { $period } ; nous vous en informons, avec la raison, dans le premier délai.
answer-free = C'est gratuit, sauf demande manifestement infondée ou excessive.

complaint = Réclamation
complaint-says = Si vous estimez que vos données ne sont pas traitées licitement, vous pouvez adresser une réclamation à une autorité de contrôle, notamment celle de l'État membre où vous habitez, où vous travaillez ou dans lequel les faits ont eu lieu.
complaint-here = Là où nous sommes établis, c'est :

forbidden = Ce que nous ne conservons pas
forbidden-says = Nous ne détenons nulle part les données suivantes :
