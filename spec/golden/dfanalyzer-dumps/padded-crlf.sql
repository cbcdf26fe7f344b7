START TRANSACTION;
CREATE TABLE "public"."dataflow" (
	"id" INTEGER,
	"tag" VARCHAR(50)
);
COPY 1 RECORDS INTO "public"."dataflow" FROM stdin USING DELIMITERS '\t','\n','"';
1       "Padded"
CREATE TABLE "public"."dataflow_version" (
	"version" INTEGER,
	"df_id" INTEGER
);
COPY 1 RECORDS INTO "public"."dataflow_version" FROM stdin USING DELIMITERS '\t','\n','"';
1       1
CREATE TABLE "public"."data_transformation" (
	"id" INTEGER,
	"df_id" INTEGER,
	"tag" VARCHAR(50)
);
COPY 1 RECORDS INTO "public"."data_transformation" FROM stdin USING DELIMITERS '\t','\n','"';
1       1       "t"
CREATE TABLE "public"."data_set" (
	"id" INTEGER,
	"df_id" INTEGER,
	"tag" VARCHAR(50)
);
COPY 1 RECORDS INTO "public"."data_set" FROM stdin USING DELIMITERS '\t','\n','"';
1       1       "o"
CREATE TABLE "public"."data_dependency" (
	"id" INTEGER,
	"previous_dt_id" INTEGER,
	"next_dt_id" INTEGER,
	"ds_id" INTEGER
);
COPY 1 RECORDS INTO "public"."data_dependency" FROM stdin USING DELIMITERS '\t','\n','"';
1       1       NULL    1
CREATE TABLE "public"."attribute" (
	"id" INTEGER,
	"ds_id" INTEGER,
	"extractor_id" INTEGER,
	"name" VARCHAR(50),
	"type" VARCHAR(50)
);
COPY 1 RECORDS INTO "public"."attribute" FROM stdin USING DELIMITERS '\t','\n','"';
1       1       NULL    "text"  "TEXT"
CREATE TABLE "public"."dataflow_execution" (
	"id" INTEGER,
	"tag" VARCHAR(50),
	"df_id" INTEGER
);
COPY 1 RECORDS INTO "public"."dataflow_execution" FROM stdin USING DELIMITERS '\t','\n','"';
1       "Padded 1"      1
CREATE TABLE "public"."task" (
	"id" INTEGER,
	"identifier" INTEGER,
	"df_version" INTEGER,
	"df_exec" VARCHAR(50),
	"dt_id" INTEGER,
	"status" VARCHAR(10)
);
COPY 1 RECORDS INTO "public"."task" FROM stdin USING DELIMITERS '\t','\n','"';
1       1       1       "Padded 1"      1       "FINISHED"
CREATE TABLE "padded"."ds_o" ("id" INTEGER, "t_task_id" INTEGER, "text" VARCHAR(500));
COPY 3 RECORDS INTO "padded"."ds_o" FROM stdin USING DELIMITERS '\t','\n','"';
1       1       "two  words"
2       1       NULL
3       1       "over
lines"
COMMIT;
