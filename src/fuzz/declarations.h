#pragma once

#include <cstdint>

#include "lang/module.h"

namespace warploom::fuzz {

// Removes the structs that nothing refers to and renumbers the types of the others. Variables that
// no function knows any more become integers.
void RemoveUnusedStructs(lang::Module& module);

// Removes a field of a struct where it is declared, constructed and filled. Does nothing when the
// field is accessed, or when there is no such field or no other.
void RemoveField(lang::Module& module, uint16_t struct_id, uint16_t field);

}  // namespace warploom::fuzz
