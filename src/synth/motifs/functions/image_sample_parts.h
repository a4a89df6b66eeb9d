#pragma once

#include <cstdint>
#include <vector>

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// What a sample outside the image is.
enum class ImageEdge : uint8_t { kClamp, kZero, kMirror };

// def sample(img, x, y): the image at (x, y) in pixels, interpolated bilinearly. `shape` is rows
// and columns.
lang::FuncId DefineImageSample(Sketch& s, lang::Type element, ImageEdge edge,
                               const std::vector<int>& shape);

}  // namespace warploom::synth::motifs
