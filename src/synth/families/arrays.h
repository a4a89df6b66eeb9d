#pragma once

#include "synth/sketch.h"

// The motifs of the arrays family, in six files: moving elements (arrays.cpp), rows and windows
// (arrays_rows.cpp), looking up (arrays_lookup.cpp), meshes (arrays_meshes.cpp), arrays of the
// thread's own (arrays_local.cpp), parts of elements (arrays_slots.cpp).
namespace warploom::synth {

void DrawRowView(Sketch& s);
void DrawSlice(Sketch& s);
void DrawRowScan(Sketch& s);
void DrawSoftmax(Sketch& s);
void DrawLayerNorm(Sketch& s);
void DrawArgBest(Sketch& s);
void DrawMatrixProduct(Sketch& s);
void DrawPooling(Sketch& s);

void DrawCsrRow(Sketch& s);
void DrawNeighborList(Sketch& s);
void DrawBinarySearch(Sketch& s);
void DrawLowerBound(Sketch& s);
void DrawTable(Sketch& s);
void DrawEmbedding(Sketch& s);

void DrawEdges(Sketch& s);
void DrawTriangles(Sketch& s);
void DrawNearest(Sketch& s);

void DrawLocalHistogram(Sketch& s);
void DrawLocalSort(Sketch& s);
void DrawLocalTable(Sketch& s);
void DrawRingBuffer(Sketch& s);
void DrawReshaped(Sketch& s);

void DrawElementParts(Sketch& s);
void DrawRecordParts(Sketch& s);

}  // namespace warploom::synth
