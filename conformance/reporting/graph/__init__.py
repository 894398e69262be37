"""The structure of a code base as pictures: functions from parts and bonds to text."""
