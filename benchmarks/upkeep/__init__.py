"""What keeps the house in order: its measurements, its pictures, the hardest inputs."""
