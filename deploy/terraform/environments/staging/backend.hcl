bucket = "motorway-staging-state-111122223333"
region = "eu-central-1"
