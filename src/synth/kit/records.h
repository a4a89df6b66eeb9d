#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "synth/sketch/sketch.h"

// The motifs of the structs family: settings and materials (structs.cpp), bodies
// (structs_bodies.cpp), scenes (structs_scenes.cpp), boxes and grids (structs_space.cpp), small
// value types (structs_values.cpp), with operators (structs_operators.cpp), in
// local variables (structs_locals.cpp).
namespace warploom::synth::kit {

using Fields = std::vector<Sketch::FieldSpec>;

// Adds the field to the record, or not.
void Maybe(Sketch& s, Fields& fields, double chance, const Sketch::FieldSpec& field);

// An array of records for every thread, read or updated, and the thread's own element of it.
int Records(Sketch& s, lang::Type record, std::vector<int> shape, std::string_view name);

int RecordState(Sketch& s, lang::Type record, std::vector<int> shape, std::string_view name);

// A value of the record from one value a field: Hit(t, n), or a local that is set field by field.
Val MakeRecord(Sketch& s, lang::Type record, std::string_view name,
               std::initializer_list<Val> values);

// results[own slot] = value
void StoreRecord(Sketch& s, const Val& value, std::string_view name);

}  // namespace warploom::synth::kit
