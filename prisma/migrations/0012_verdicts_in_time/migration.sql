-- Forms of cases say until when a verdict was promised and when it came: the next start writes them anew from the log.
UPDATE "projection" SET "fold_version" = -1;
