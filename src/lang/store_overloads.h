#pragma once

#include "lang/overload_notes.h"

namespace warploom::lang {

// Notes the overloads that Warp generates for a store, including those of the stored value and of
// the target's subscripts.
void NoteStore(OverloadNotes& notes, const Store& store);
void NoteAugment(OverloadNotes& notes, const Augment& augment);

}  // namespace warploom::lang
