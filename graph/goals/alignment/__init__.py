"""Line of sight and alignment: who reaches a purpose by talk, where talk and goals do not meet.

All that a process holds of people, talk and goals to answer that; nothing is written.
"""
