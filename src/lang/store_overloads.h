#pragma once

#include "lang/overload_notes.h"

namespace warploom::lang {

// Notes the overloads that writing to a part of a value is generated with, those of the written
// value and of the target's subscripts among them.
void NoteStore(OverloadNotes& notes, const Store& store);
void NoteAugment(OverloadNotes& notes, const Augment& augment);

}  // namespace warploom::lang
