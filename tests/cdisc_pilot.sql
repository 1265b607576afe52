-- What the tests of the CDISC pilot ask of its SDTM domains, which are views of the Parquet files' names.

CREATE MACRO earliest(d) AS CASE length(d) WHEN 4 THEN CAST(d || '-01-01' AS DATE)
    WHEN 7 THEN CAST(d || '-01' AS DATE) ELSE CAST(left(d, 10) AS DATE) END;

CREATE MACRO latest(d) AS CASE length(d) WHEN 4 THEN CAST(d || '-12-31' AS DATE)
    WHEN 7 THEN last_day(CAST(d || '-01' AS DATE)) ELSE CAST(left(d, 10) AS DATE) END;

CREATE VIEW day AS
    SELECT usubjid, max(CAST(svstdtc AS DATE)) FILTER (visitnum = 1) AS screening,
        max(CAST(svstdtc AS DATE)) FILTER (visitnum = 3) AS enrolment
    FROM sv GROUP BY usubjid;

CREATE VIEW lab AS
    SELECT *, TRY_CAST(replace(lborres, '<', '') AS DOUBLE) AS v,
        TRY_CAST(lbornrlo AS DOUBLE) AS low, TRY_CAST(lbornrhi AS DOUBLE) AS high
    FROM (FROM lbch UNION ALL FROM lbhe UNION ALL FROM lbur);

-- The last result up to enrolment, by its time if there is one.
CREATE VIEW last_lab AS
    SELECT * FROM (
        SELECT lab.*, rank() OVER (PARTITION BY usubjid, lbtestcd ORDER BY lbdtc DESC) AS place
        FROM lab JOIN day USING (usubjid) WHERE CAST(left(lbdtc, 10) AS DATE) <= enrolment)
    WHERE place = 1;

-- Diagnoses that may have been there within 5 years before screening; the date is that of recovery.
CREATE VIEW lately AS
    SELECT usubjid, mhdecod FROM mh JOIN day USING (usubjid)
    WHERE mhcat = 'SIGNIFICANT PRE-EXISTING CONDITION'
        OR mhcat = 'HISTORICAL DIAGNOSIS' AND latest(mhstdtc) >= screening - INTERVAL 5 YEAR;

-- Drugs surely begun by enrolment, and how long they were surely taken: to their end, or to the last visit that
-- lists them.
CREATE VIEW drug AS
    SELECT usubjid, cmspid, cmtrt, cmdosfrq, cmroute, enrolment,
        coalesce(earliest(cmendtc), max(CAST(left(cmdtc, 10) AS DATE))) AS until
    FROM cm JOIN day USING (usubjid)
    WHERE latest(cmstdtc) <= enrolment
    GROUP BY usubjid, cmspid, cmtrt, cmdosfrq, cmroute, enrolment, cmendtc;

CREATE VIEW excluded_drug AS
    SELECT * FROM drug WHERE until >= enrolment - INTERVAL 1 MONTH AND (
        cmtrt IN ('CARDURA', 'HYTRIN', 'LOPRESSOR', 'TIMOPTIC', 'TIMOLOL MALEATE', 'BETAGAN', 'LEVOBUNOLOL',
            'OCUPRESS', 'MECLIZINE', 'ATROVENT', 'AXID', 'ULTRAM', 'PROMETHAZINE HCL W/CODEINE', 'XANAX')
        OR cmtrt IN ('ALBUTEROL', 'VENTOLIN') AND cmroute NOT LIKE '%INHALATION%'
        OR cmtrt IN ('PILOSTAT', 'PILOCARPINE HYDROCHLORIDE') AND cmroute <> 'OPHTHALMIC'
        OR cmtrt IN ('PREDNISONE', 'CORTISONE', 'HYDROCORTISONE', 'TRIAMCINOLONE', 'AEROBID')
            AND cmroute IN ('ORAL', 'SUBCUTANEOUS', 'INTRAMUSCULAR', 'INTRAVENOUS')
        OR cmtrt IN ('ATIVAN', 'LORAZEPAM', 'CHLORAL HYDRATE', 'BENADRYL', 'SELDANE', 'CLARITIN', 'HISMANAL',
            'PSEUDO-CHLOR') AND cmdosfrq <> 'PRN');
