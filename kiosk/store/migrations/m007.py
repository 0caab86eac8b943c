"""Step 7: views for people with a tool of their own."""

from __future__ import annotations

from sqlite_utils import Database

LEVELS = "CASE {level} WHEN 1 THEN 'bad' WHEN 2 THEN 'neutral' WHEN 3 THEN 'good' WHEN 4 THEN 'excellent' END"


def m007_views(db: Database) -> None:
    """v_answers: every answer in words, comments among them. v_daily: ratings that count, by day, place and face."""
    db.execute(f"""
        CREATE VIEW v_answers AS
        SELECT answers.visit, answers.day, answers.hour, answers.at, answers.place, answers.kiosk_id, answers.language,
               visits.source, visits.survey, answers.question, answers.revision,
               {LEVELS.format(level="answers.level")} AS level, answers.number, answers.scale, answers.choices,
               NULL AS comment, answers.counts
        FROM answers JOIN visits ON visits.id = answers.visit
        UNION ALL
        SELECT comments.visit, comments.day, visits.hour, comments.at, comments.place, comments.kiosk_id,
               comments.language, visits.source, visits.survey, comments.question, comments.revision,
               NULL, NULL, NULL, NULL, comments.text, NULL
        FROM comments JOIN visits ON visits.id = comments.visit""")
    db.execute("""
        CREATE VIEW v_daily AS
        SELECT day, place, sum(n) AS ratings, sum(n * (level = 1)) AS bad, sum(n * (level = 2)) AS neutral,
               sum(n * (level = 3)) AS good, sum(n * (level = 4)) AS excellent,
               round(1.0 * sum(n * (level >= 3)) / sum(n), 4) AS happy_share
        FROM ratings_by_origin GROUP BY day, place""")
