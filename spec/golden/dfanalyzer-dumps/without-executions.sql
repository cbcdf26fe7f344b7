START TRANSACTION;
CREATE SCHEMA "keras-df" AUTHORIZATION "monetdb";
SET SCHEMA "keras-df";
CREATE TABLE "keras-df"."ds_ilayers" (
	"id"                    INTEGER       NOT NULL DEFAULT next value for "keras-df"."ilayers_id_seq",
	"trainingmodel_task_id" INTEGER,
	"timestamp"             VARCHAR(500),
	"name"                  VARCHAR(500),
	"attribute_type"        VARCHAR(500),
	"value"                 VARCHAR(500),
	CONSTRAINT "ds_ilayers_id_pkey" PRIMARY KEY ("id")
);
COPY 3 RECORDS INTO "keras-df"."ds_ilayers" FROM stdin USING DELIMITERS '|','\n','"';
1|2|"1616622787.06"|"conv2d"|"filters"|"96"
2|2|"1616622787.06"|"conv2d"|"kernel_size"|"(11, 11)"
3|2|"1616622787.06"|"dense|1"|"units"|"4096"
CREATE TABLE "keras-df"."ds_otrainingmodel" (
	"id"                    INTEGER       NOT NULL,
	"trainingmodel_task_id" INTEGER,
	"adaptation_task_id"    INTEGER,
	"timestamp"             VARCHAR(500),
	"loss"                  DOUBLE,
	"epoch"                 DOUBLE
);
COPY 3 RECORDS INTO "keras-df"."ds_otrainingmodel" FROM stdin USING DELIMITERS '|','\n','"';
1|2|NULL|"1"|11.87|0
2|2|3|"2"|11.98|1
3|2|3|"3"|-9999999|2
CREATE TABLE "keras-df"."ds_oadaptation" (
	"id"                 INTEGER       NOT NULL,
	"adaptation_task_id" INTEGER,
	"new_lrate"          DOUBLE,
	"timestamp"          VARCHAR(500),
	"epoch_id"           DOUBLE,
	"adaptation_id"      DOUBLE
);
COPY 1 RECORDS INTO "keras-df"."ds_oadaptation" FROM stdin USING DELIMITERS '|','\n','"';
1|3|0.00025|"1616622787.063812"|1|1
create function insertdataflow (v_tag varchar(50))
returns integer
begin
 declare v_df_id integer;
 select df.id into v_df_id from dataflow df where df.tag=v_tag;
 if(v_df_id is null) then
 #SELECT NEXT VALUE FOR "df_id_seq" into v_df_id;
 insert into dataflow(tag) values (v_tag);
 end if;
 return select df.id from dataflow df where df.tag=v_tag;
end;
COMMIT;

START TRANSACTION;
SET SCHEMA "public";
CREATE TABLE "public"."dataflow" (
	"id"  INTEGER       NOT NULL DEFAULT nextval("public"."df_id_seq"),
	"tag" VARCHAR(50)   NOT NULL,
	CONSTRAINT "dataflow_id_pkey" PRIMARY KEY ("id")
);
INSERT INTO "public"."dataflow" VALUES (1, 'keras-df');
INSERT INTO "public"."dataflow" VALUES (2, 'twice');
CREATE TABLE "public"."dataflow_version" (
	"version" INTEGER,
	"df_id" INTEGER
);
COPY 3 RECORDS INTO "public"."dataflow_version" FROM stdin USING DELIMITERS '|','\n','"';
1|1
2|2
3|2
CREATE TABLE "public"."data_transformation" (
	"id" INTEGER,
	"df_id" INTEGER,
	"tag" VARCHAR(50)
);
COPY 3 RECORDS INTO "public"."data_transformation" FROM stdin USING DELIMITERS '|','\n','"';
2|1|"trainingmodel"
3|1|"adaptation"
4|2|"solve"
CREATE TABLE "public"."data_set" (
	"id" INTEGER,
	"df_id" INTEGER,
	"tag" VARCHAR(50)
);
COPY 4 RECORDS INTO "public"."data_set" FROM stdin USING DELIMITERS '|','\n','"';
3|1|"ilayers"
5|1|"otrainingmodel"
6|1|"oadaptation"
7|2|"osolve"
CREATE TABLE "public"."data_dependency" (
	"id" INTEGER,
	"previous_dt_id" INTEGER,
	"next_dt_id" INTEGER,
	"ds_id" INTEGER
);
COPY 4 RECORDS INTO "public"."data_dependency" FROM stdin USING DELIMITERS '|','\n','"';
3|NULL|2|3
5|2|3|5
6|3|NULL|6
7|4|NULL|7
CREATE TABLE "public"."attribute" (
	"id" INTEGER,
	"ds_id" INTEGER,
	"extractor_id" INTEGER,
	"name" VARCHAR(50),
	"type" VARCHAR(50)
);
COPY 12 RECORDS INTO "public"."attribute" FROM stdin USING DELIMITERS '|','\n','"';
1|3|NULL|"timestamp"|"TEXT"
2|3|NULL|"name"|"TEXT"
3|3|NULL|"attribute_type"|"TEXT"
4|3|NULL|"value"|"TEXT"
5|5|NULL|"timestamp"|"TEXT"
6|5|NULL|"loss"|"NUMERIC"
7|5|NULL|"epoch"|"NUMERIC"
8|6|NULL|"new_lrate"|"NUMERIC"
9|6|NULL|"timestamp"|"TEXT"
10|6|NULL|"epoch_id"|"NUMERIC"
11|6|NULL|"adaptation_id"|"NUMERIC"
12|7|NULL|"x"|"NUMERIC"
CREATE TABLE "public"."task" (
	"id" INTEGER,
	"identifier" INTEGER,
	"df_version" INTEGER,
	"dt_id" INTEGER,
	"status" VARCHAR(10),
	"workspace" VARCHAR(50),
	"computing_resource" VARCHAR(50),
	"output_msg" CHARACTER LARGE OBJECT,
	"error_msg" CHARACTER LARGE OBJECT
);
COPY 5 RECORDS INTO "public"."task" FROM stdin USING DELIMITERS '|','\n','"';
2|2|1|2|"FINISHED"|"null"|"null"|"null"|"null"
3|4|1|3|"FINISHED"|"null"|"null"|"null"|"null"
4|1|2|4|"FINISHED"|"null"|"null"|"null"|"null"
5|1|3|4|"FINISHED"|"null"|"null"|"null"|"null"
6|1|3|4|"RUNNING"|"null"|"null"|"null"|"null"
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
COPY 1 RECORDS INTO "public"."performance" FROM stdin USING DELIMITERS '|','\n','"';
1|2|NULL|"null"|"null"|"2021-03-24 21:46:19"|"2021-03-24 22:21:45"|"null"
CREATE SCHEMA "twice" AUTHORIZATION "monetdb";
CREATE TABLE "twice"."ds_osolve" (
	"id"            INTEGER NOT NULL,
	"solve_task_id" INTEGER,
	"x"             DOUBLE
);
INSERT INTO "twice"."ds_osolve" VALUES (1, 4, -1.5), (2, 5, NULL);
INSERT INTO "twice"."ds_osolve" ("x", "id", "solve_task_id") VALUES (2.5e-3, 3, 6);
COMMIT;
