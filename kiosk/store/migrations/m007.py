"""Step 7: views for people with a tool of their own."""

from __future__ import annotations

from sqlite_utils import Database

ANSWERS = """
    SELECT answers.visit, answers.question, answers.revision,
           CASE WHEN answers.scale = 'options' THEN 'options' WHEN answers.choices IS NOT NULL THEN 'reasons'
                WHEN answers.number IS NOT NULL THEN 'score' ELSE 'face' END AS kind,
           CASE answers.level WHEN 1 THEN 'bad' WHEN 2 THEN 'neutral' WHEN 3 THEN 'good' WHEN 4 THEN 'excellent' END
               AS level,
           answers.number, iif(answers.choices IS NULL, answers.scale, NULL) AS scale,
           iif(answers.choices IS NULL, NULL,
               (SELECT coalesce(group_concat(value, ';'), '') FROM json_each(answers.choices))) AS reasons,
           NULL AS comment, answers.at, answers.day, answers.hour, answers.language, answers.kiosk_id, answers.place,
           suspects.rule AS suspect, answers.counts, visits.source, visits.survey, visits.survey_version, NULL AS flag
    FROM answers JOIN visits ON visits.id = answers.visit
    LEFT JOIN suspects ON suspects.visit = answers.visit AND suspects.standing = 1"""
COMMENTS = """
    SELECT comments.visit, comments.question, comments.revision, 'comment', NULL, NULL, NULL, NULL, comments.text,
           comments.at, comments.day, iif(length(comments.at) > 10, CAST(substr(comments.at, 12, 2) AS INTEGER), NULL),
           comments.language, comments.kiosk_id, comments.place, suspects.rule, NULL, visits.source, visits.survey,
           visits.survey_version, comments.flag
    FROM comments JOIN visits ON visits.id = comments.visit
    LEFT JOIN suspects ON suspects.visit = comments.visit AND suspects.standing = 1"""


def m007_views(db: Database) -> None:
    """v_answers: every answer and comment in words, named as in an export. v_daily: what counts, by day and place.

    They need no more than SQLite 3.37, as the tables do.
    """
    db.execute(f"CREATE VIEW v_answers AS {ANSWERS} UNION ALL {COMMENTS}")
    db.execute("""
        CREATE VIEW v_daily AS
        SELECT day, place, sum(n) AS ratings, sum(n * (level = 1)) AS bad, sum(n * (level = 2)) AS neutral,
               sum(n * (level = 3)) AS good, sum(n * (level = 4)) AS excellent,
               round(1.0 * sum(n * (level >= 3)) / sum(n), 4) AS happy_share
        FROM ratings_by_origin GROUP BY day, place""")
