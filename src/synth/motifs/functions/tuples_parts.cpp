#include "synth/motifs/functions/tuples_parts.h"

#include <span>
#include <vector>

#include "synth/kit/helper_functions.h"

namespace warploom::synth::motifs {

using lang::ExprId;

Val TupleOf(Sketch& s, std::span<const Val> items) {
  std::vector<ExprId> ids;
  Facts facts = items[0].facts;
  for (const Val& item : items) {
    ids.push_back(item.id);
    facts = Join(facts, item.facts);
  }
  const ExprId id = s.builder().Tuple(ids);
  return {&s, id, s.builder().type_of(id), facts};
}

}  // namespace warploom::synth::motifs
