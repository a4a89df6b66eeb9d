#pragma once

#include <functional>

#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/simulation.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

// The particle that the thread works on, and the hash grid over all particles.
struct Particle {
  Val grid;
  int positions = 0;
  int count = 0;
  Val index;
  bool in_order = false;  // Threads take particles in cell order, not by index.
  Val x;
  Val radius;
};

Particle ReadParticle(Sketch& s);

// The particle's own element of another input.
Val OwnOf(Sketch& s, const Particle& one, int array, Words locals);

void StoreSum(Sketch& s, const Particle& one, const Val& value, Words outputs);

void ForEachNear(Sketch& s, const Particle& one, const std::function<void(const Val& j)>& body);

// The weight of a neighbor at this distance.
Val Weight(Sketch& s, const Val& dist, const Val& h);

Val BeginQuery(Sketch& s, const Val& query);

void ForEachBox(Sketch& s, const SolidArg& bvh, const Val& query,
                const std::function<void(const Val& box)>& body);

}  // namespace warploom::synth::motifs
