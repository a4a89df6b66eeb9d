// Included before all else of a text to check (checked_build.py): Warp's headers keep their
// assertions, as in Warp's debug mode, whose debug information costs more than all the rest.
#undef NDEBUG
