-- When somebody last signed in with the key: whoever did before now counts as seen now.
ALTER TABLE "account" ADD COLUMN     "signed_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
