#pragma once

#include <set>
#include <string>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::reference {

// What a module computes that another order of threads or another size of block changes, by the
// names of builtins and operators. The rest of a kernel gives the same bits in any order.
struct OrderNotes {
  // Sums of floats, which are rounded otherwise in another order.
  std::set<std::string> rounding;
  // Which thread gets which value: what an atomic returns, which of two equal keys is first.
  std::set<std::string> order;
  // The number of threads in a block: values of each thread and its random numbers.
  std::set<std::string> block;
};

OrderNotes NotesOfOrder(const lang::Module& module, const lang::BuiltinTable& builtins);

// The notes as comments, such as "// rounding: atomic_add tile_sum\n"; none for what is empty.
std::string PrintNotes(const OrderNotes& notes);

}  // namespace warploom::reference
