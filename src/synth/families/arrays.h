#pragma once

#include "synth/sketch.h"

// The motifs of the arrays family, in four files: moving elements (arrays.cpp), rows and windows
// (arrays_rows.cpp), looking up (arrays_lookup.cpp), meshes (arrays_meshes.cpp).
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

}  // namespace warploom::synth
