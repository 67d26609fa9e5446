"""Line of sight and alignment: who reaches the purpose by talk, and where talk and goals do not meet."""
