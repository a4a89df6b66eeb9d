#pragma once

#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// A microfacet model (Cook-Torrance) as helper functions: normal distribution, shadowing and
// masking, Fresnel reflectance.
struct ShadingModel {
  lang::Type real, vec;
  Val pi;
  lang::FuncId distribution, shadowing, fresnel;
  bool separate_shadowing = false;  // One call for the light and one for the view.
};

ShadingModel DefineShadingModel(Sketch& s);

// max(x, least)
Val AtLeast(const Val& x, double least);

}  // namespace warploom::synth::motifs
