"""Templates that a user can open and change in Word, and the script that made the first form of each."""
