#pragma once

#include "lang/overload_notes.h"

namespace warploom::lang {

// Notes the overloads that Warp generates for the expression and its subexpressions.
void NoteExpr(OverloadNotes& notes, ExprId id);
void NoteExprs(OverloadNotes& notes, ExprList list);

}  // namespace warploom::lang
