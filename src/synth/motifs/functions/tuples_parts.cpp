#include "synth/motifs/functions/tuples_parts.h"

#include <span>
#include <vector>

#include "synth/kit/helper_functions.h"

namespace warploom::synth::motifs {

using lang::ExprId;

Val TupleOf(Sketch& s, std::span<const Val> items) {
  std::vector<ExprId> ids;
  ValueRange value_range = items[0].range;
  for (const Val& item : items) {
    ids.push_back(item.id);
    value_range = Join(value_range, item.range);
  }
  const ExprId id = s.builder().Tuple(ids);
  return {&s, id, s.builder().type_of(id), value_range};
}

}  // namespace warploom::synth::motifs
