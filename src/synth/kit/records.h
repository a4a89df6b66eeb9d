#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "synth/sketch/sketch.h"

// Values of struct types, and arrays of them.
namespace warploom::synth::kit {

using Fields = std::vector<Sketch::FieldSpec>;

// Adds the field with the given probability.
void Maybe(Sketch& s, Fields& fields, double chance, const Sketch::FieldSpec& field);

// A new array of structs, as an input or updated in place; returns its index in Sketch::arrays().
int Records(Sketch& s, lang::Type record, std::vector<int> shape, std::string_view name);
int RecordState(Sketch& s, lang::Type record, std::vector<int> shape, std::string_view name);

// A struct from one value for each field: Hit(t, n), or a local variable that is set field by
// field.
Val MakeRecord(Sketch& s, lang::Type record, std::string_view name,
               std::initializer_list<Val> values);

// Stores the struct at this thread's index of a new output array.
void StoreRecord(Sketch& s, const Val& value, std::string_view name);

}  // namespace warploom::synth::kit
