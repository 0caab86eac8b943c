"""Another kiosk's database, made one with this one."""
