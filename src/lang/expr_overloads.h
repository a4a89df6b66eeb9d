#pragma once

#include "lang/overload_notes.h"

namespace warploom::lang {

// Notes the overloads that the expression and everything below it are generated with.
void NoteExpr(OverloadNotes& notes, ExprId id);
void NoteExprs(OverloadNotes& notes, ExprList list);

}  // namespace warploom::lang
