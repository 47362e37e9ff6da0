ALTER TABLE "public"."call_attempts"
  SET (fillfactor=70);
