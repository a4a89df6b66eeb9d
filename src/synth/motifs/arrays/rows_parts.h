#pragma once

#include <string_view>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

int DrawColumns(Sketch& s);

std::string_view ColumnsName(Sketch& s);

// A 2D input with a row per thread, read through a view of the row or by both indices.
struct Rows {
  int array;
  int view;  // -1: no view, read by both indices.
  int columns;
  Val row;

  Val at(const Val& column) const {
    Sketch& s = *row.sketch;
    return view < 0 ? s.At(array, {row, column}) : s.At(view, {column});
  }
};

Rows DrawRows(Sketch& s, lang::Type element, double view_share);

Val Columns(Sketch& s, const Rows& rows);

}  // namespace warploom::synth::motifs
