-- msqldump version 11.39.17 dump database dataflow_analyzer
START TRANSACTION;
SET SCHEMA "sys";
CREATE SCHEMA "alexnet-df" AUTHORIZATION "monetdb";
CREATE SEQUENCE "alexnet-df"."itrainingmodel_id_seq" AS INTEGER;
CREATE TABLE "alexnet-df"."ds_itrainingmodel" (
	"id"                    INTEGER       NOT NULL DEFAULT next value for "alexnet-df"."itrainingmodel_id_seq",
	"trainingmodel_task_id" INTEGER,
	"optimizer_name"        CHARACTER LARGE OBJECT,
	"learning_rate"         DOUBLE,
	"remark"                CHARACTER LARGE OBJECT,
	CONSTRAINT "ds_itrainingmodel_id_pkey" PRIMARY KEY ("id")
);
COPY 3 RECORDS INTO "alexnet-df"."ds_itrainingmodel" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1	"Adam"	0.001	"say \"hi\"\tand C:\\tmp; (a|b), caf\303\251\nend"
2	4	"SGD"	0.01	NULL
3	6	"null"	1e-05	""
CREATE TABLE "alexnet-df"."ds_otrainingmodel" (
	"id"                    INTEGER       NOT NULL,
	"trainingmodel_task_id" INTEGER,
	"adaptation_task_id"    INTEGER,
	"testingmodel_task_id"  INTEGER,
	"epoch"                 DOUBLE,
	"loss"                  DOUBLE,
	"weights"               CHARACTER LARGE OBJECT
);
COPY 7 RECORDS INTO "alexnet-df"."ds_otrainingmodel" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1	2	3	1	0.5	"w1.h5"
2	1	2	3	2	-9999999	"w2.h5"
3	1	NULL	3	3	NaN	NULL
4	4	NULL	5	1	0.25	"w1.h5"
5	4	NULL	NULL	2	0.125	"null"
6	NULL	2	NULL	9	9	NULL
7	NULL	NULL	NULL	10	10	NULL
CREATE TABLE "alexnet-df"."ds_oadaptation" (
	"id"                 INTEGER       NOT NULL,
	"adaptation_task_id" INTEGER,
	"new_lrate"          DOUBLE,
	"timestamp"          CHARACTER LARGE OBJECT,
	"epoch_id"           DOUBLE,
	"adaptation_id"      DOUBLE
);
COPY 1 RECORDS INTO "alexnet-df"."ds_oadaptation" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	2	0.00025	"1616622787.063812"	2	1
CREATE TABLE "alexnet-df"."notes" (
	"id"   INTEGER,
	"text" VARCHAR(20)
);
COPY 2 RECORDS INTO "alexnet-df"."notes" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	"mine"
2	"too"
create view "alexnet-df"."oadaptation"(id, adaptation_task_id, new_lrate) as
select ds.id, ds.adaptation_task_id, ds.new_lrate
 from "alexnet-df"."ds_oadaptation" as ds
;
CREATE SCHEMA "solver.df" AUTHORIZATION "monetdb";
CREATE TABLE "solver.df"."ds_isolve" (
	"id"            INTEGER       NOT NULL,
	"solve_task_id" INTEGER,
	"dt"            DOUBLE
);
COPY 2 RECORDS INTO "solver.df"."ds_isolve" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	7	0.1
2	7	0.2
SET SCHEMA "public";
CREATE TABLE "public"."attribute" (
	"id" INTEGER,
	"ds_id" INTEGER,
	"extractor_id" INTEGER,
	"name" VARCHAR(50),
	"type" VARCHAR(50)
);
COPY 11 RECORDS INTO "public"."attribute" FROM stdin USING DELIMITERS E'\t',E'\n','"';
11	1	NULL	"optimizer_name"	"TEXT"
12	1	NULL	"learning_rate"	"NUMERIC"
13	1	NULL	"remark"	"TEXT"
14	2	NULL	"epoch"	"NUMERIC"
15	2	NULL	"loss"	"NUMERIC"
16	2	NULL	"weights"	"FILE"
17	3	NULL	"new_lrate"	"NUMERIC"
18	3	NULL	"timestamp"	"TEXT"
19	3	NULL	"epoch_id"	"NUMERIC"
20	3	NULL	"adaptation_id"	"NUMERIC"
21	4	3	"dt"	"NUMERIC"
CREATE TABLE "public"."dataflow" (
	"id" INTEGER NOT NULL,
	"tag" VARCHAR(50) NOT NULL
);
COPY 2 RECORDS INTO "public"."dataflow" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	"alexnet-df"
2	"solver.df"
CREATE TABLE "public"."dataflow_version" (
	"version" INTEGER,
	"df_id" INTEGER
);
COPY 3 RECORDS INTO "public"."dataflow_version" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1
2	1
3	2
CREATE TABLE "public"."data_transformation" (
	"id" INTEGER,
	"df_id" INTEGER,
	"tag" VARCHAR(50)
);
COPY 4 RECORDS INTO "public"."data_transformation" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1	"trainingmodel"
2	1	"adaptation"
3	1	"testingmodel"
4	2	"solve"
CREATE TABLE "public"."data_set" (
	"id" INTEGER,
	"df_id" INTEGER,
	"tag" VARCHAR(50)
);
COPY 4 RECORDS INTO "public"."data_set" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1	"itrainingmodel"
2	1	"otrainingmodel"
3	1	"oadaptation"
4	2	"isolve"
CREATE TABLE "public"."data_dependency" (
	"id" INTEGER,
	"previous_dt_id" INTEGER,
	"next_dt_id" INTEGER,
	"ds_id" INTEGER
);
COPY 5 RECORDS INTO "public"."data_dependency" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	NULL	1	1
2	1	2	2
3	1	3	2
4	2	NULL	3
5	NULL	4	4
CREATE TABLE "public"."program" (
	"id" INTEGER,
	"df_id" INTEGER,
	"name" VARCHAR(50),
	"path" VARCHAR(50)
);
COPY 1 RECORDS INTO "public"."program" FROM stdin USING DELIMITERS E'\t',E'\n','"';
5	1	"train.py"	"/home/alice/train.py"
CREATE TABLE "public"."use_program" (
	"dt_id" INTEGER,
	"program_id" INTEGER
);
COPY 1 RECORDS INTO "public"."use_program" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	5
CREATE TABLE "public"."extractor" (
	"id" INTEGER,
	"ds_id" INTEGER,
	"tag" VARCHAR(50),
	"cartridge" VARCHAR(50),
	"extension" VARCHAR(50)
);
COPY 2 RECORDS INTO "public"."extractor" FROM stdin USING DELIMITERS E'\t',E'\n','"';
3	4	"ext"	"EXTRACTION"	"CSV"
4	4	"index"	"INDEXING"	"FASTBIT"
CREATE TABLE "public"."extractor_combination" (
	"id" INTEGER,
	"ds_id" INTEGER,
	"outer_ext_id" INTEGER,
	"inner_ext_id" INTEGER,
	"keys" VARCHAR(50),
	"key_types" VARCHAR(50)
);
COPY 1 RECORDS INTO "public"."extractor_combination" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	4	3	4	"{dt}"	"{NUMERIC}"
CREATE TABLE "public"."data_scientist" (
	"id" INTEGER,
	"uuid" VARCHAR(50),
	"email" VARCHAR(50)
);
COPY 1 RECORDS INTO "public"."data_scientist" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	"5f0c9d11-4d55-4f0e-9a52-3f8f6fb7e1c6"	"alice@example.org"
CREATE TABLE "public"."hardware_info" (
	"id" INTEGER,
	"uuid" VARCHAR(50),
	"hostname" VARCHAR(50),
	"os" VARCHAR(50),
	"platform" VARCHAR(50),
	"architecture" VARCHAR(50),
	"processor" VARCHAR(50),
	"ram_total_gb" DOUBLE,
	"gpus" VARCHAR(50),
	"in_container" BOOLEAN
);
COPY 1 RECORDS INTO "public"."hardware_info" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	NULL	"node17"	"Linux"	"Linux-5.15"	"x86_64"	"Xeon"	64	"[\"Tesla T4\"]"	true
CREATE TABLE "public"."dataflow_execution" (
	"id" INTEGER,
	"uuid" VARCHAR(50),
	"tag" VARCHAR(50),
	"df_id" INTEGER,
	"scientist_id" INTEGER,
	"hardware_id" INTEGER
);
COPY 5 RECORDS INTO "public"."dataflow_execution" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	"b7e1c6a2-4d55-4f0e-9a52-3f8f6f0c9d11"	"alexnet-df-2023-02-03 12:00:10.485002"	1	1	1
2	NULL	"alexnet-df-2023-02-03 12:00:42.062084"	1	NULL	NULL
3	NULL	"alexnet-df-2023-02-03 13:00:00.000000"	1	NULL	NULL
4	NULL	"solver.df 1"	2	NULL	NULL
5	NULL	"never used"	2	NULL	NULL
CREATE TABLE "public"."task" (
	"id" INTEGER,
	"identifier" INTEGER,
	"df_version" INTEGER,
	"df_exec" VARCHAR(50),
	"dt_id" INTEGER,
	"status" VARCHAR(10),
	"workspace" VARCHAR(50),
	"computing_resource" VARCHAR(50),
	"output_msg" CHARACTER LARGE OBJECT,
	"error_msg" CHARACTER LARGE OBJECT
);
COPY 7 RECORDS INTO "public"."task" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1	1	"alexnet-df-2023-02-03 12:00:10.485002"	1	"FINISHED"	"/scratch/alice"	"node17"	"null"	"null"
2	2	1	"alexnet-df-2023-02-03 12:00:10.485002"	2	"FINISHED"	"null"	"null"	"null"	"null"
3	3	1	"alexnet-df-2023-02-03 12:00:10.485002"	3	"FINISHED"	"null"	"null"	"done"	"null"
4	1	2	"alexnet-df-2023-02-03 12:00:42.062084"	1	"FINISHED"	"null"	"null"	"null"	"null"
5	2	2	"alexnet-df-2023-02-03 12:00:42.062084"	3	"FAILED"	"null"	"null"	"null"	"disk full\nat epoch 2"
6	1	2	"alexnet-df-2023-02-03 13:00:00.000000"	1	"RUNNING"	"null"	"null"	"null"	"null"
7	1	3	"solver.df 1"	4	"FINISHED"	"null"	"null"	"null"	"null"
CREATE TABLE "public"."file" (
	"id" INTEGER,
	"task_id" INTEGER,
	"name" VARCHAR(50),
	"path" VARCHAR(50)
);
COPY 2 RECORDS INTO "public"."file" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1	"weights.h5"	"/scratch/alice"
2	99	"lost.h5"	"/scratch"
CREATE TABLE "public"."performance" (
	"id" INTEGER,
	"task_id" INTEGER,
	"subtask_id" INTEGER,
	"method" VARCHAR(50),
	"description" VARCHAR(50),
	"starttime" VARCHAR(50),
	"endtime" VARCHAR(50),
	"invocation" CHARACTER LARGE OBJECT
);
COPY 3 RECORDS INTO "public"."performance" FROM stdin USING DELIMITERS E'\t',E'\n','"';
1	1	NULL	"null"	"null"	"2023-02-03 12:00:10"	"2023-02-03 12:01:40"	"null"
2	1	7	"COMPUTATION"	"fit"	"2023-02-03 12:00:11"	"null"	"python train.py"
3	4	NULL	"null"	"null"	"2023-02-03 12:00:42"	"2023-02-03 12:01:07"	"null"
ALTER TABLE "alexnet-df"."ds_otrainingmodel" ADD CONSTRAINT "x" FOREIGN KEY ("trainingmodel_task_id") REFERENCES "public"."task" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER SEQUENCE "alexnet-df"."itrainingmodel_id_seq" RESTART WITH 4 NO CYCLE;
GRANT SELECT ON "public"."task" TO "public";
COMMIT;
