ALTER TYPE "public"."audience_source" ADD VALUE 'list' AFTER 'rule';
