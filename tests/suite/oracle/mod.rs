//! An interpreter of scenario files that shares no code with the library.
