#include "synth/kit/records.h"

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "synth/kit/arrays.h"

namespace warploom::synth::kit {

using lang::Type;

void Maybe(Sketch& s, Fields& fields, double chance, const Sketch::FieldSpec& field) {
  if (s.rng().Chance(chance)) {
    fields.push_back(field);
  }
}

int Records(Sketch& s, Type record, std::vector<int> shape, std::string_view name) {
  return Input(s, record, std::move(shape), name);
}

int RecordState(Sketch& s, Type record, std::vector<int> shape, std::string_view name) {
  return InPlace(s, record, std::move(shape), name);
}

Val MakeRecord(Sketch& s, Type record, std::string_view name, std::initializer_list<Val> values) {
  if (s.rng().Chance(0.35)) {
    return s.Make(record, values);
  }
  const Val made = s.Mutable(s.Make(record, {}), name);
  int field = 0;
  for (const Val& value : values) {
    s.SetPart(s.Field(made, field++), value);
  }
  return made;
}

void StoreRecord(Sketch& s, const Val& value, std::string_view name) {
  s.StoreThreadElement(OutputArray(s, value.type, {}, name), value);
}

}  // namespace warploom::synth::kit
