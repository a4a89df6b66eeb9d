#!/bin/sh
# Runs the command that it is given: ccache and a compiler. A precompiled header is found by the bytes
# of all the files it includes (depend mode), since g++ later compares these bytes. All else may also
# be found by its preprocessed text, so that a second clone, whose unity files name other paths, uses
# what the first compiled. The namespace keeps apart what was once cached without depend mode.
case " $* " in
  *" c++-header "*) export CCACHE_DEPEND=1 CCACHE_NAMESPACE=headers ;;
esac
exec "$@"
