#pragma once

#include <variant>

#include "lang/ids.h"
#include "lang/operators.h"

namespace warploom::lang {

// name = value. The first assignment to a variable declares it.
struct Assign {
  VarId target;
  ExprId value;
};

// a, b = value: the results of wp.tid(), of a builtin or of a user function with several results.
struct Unpack {
  VarList targets;
  ExprId value;
};

// target = value where target is a Subscript, Field or Component.
struct Store {
  ExprId target;
  ExprId value;
};

// target op= value. On an array element Warp makes += and -= atomic.
struct Augment {
  ExprId target;
  BinaryOp op;
  ExprId value;
};

// An `otherwise` list that consists of a single If is printed as elif.
struct If {
  ExprId condition;
  StmtList then;
  StmtList otherwise;
};

// for variable in range(start, stop, step), or in reversed(range(...)); start and step may be
// absent. In `for variable in query` (rules.h: IsIterable), `stop` is the query.
struct ForRange {
  VarId variable;
  ExprId start;
  ExprId stop;
  ExprId step;
  StmtList body;
  bool reversed = false;
};

struct While {
  ExprId condition;
  StmtList body;
};

struct Break {};
struct Continue {};

// A kernel returns no values.
struct Return {
  ExprList values;
};

// A call for its effect: wp.atomic_add(...), print(...).
struct Evaluate {
  ExprId value;
};

// print(text), or wp.printf(text, values) with a conversion in `text` for each value. (The builtin
// print prints a value.)
struct Print {
  ExprId text;
  ExprList values;
  bool is_printf;
};

// assert condition, "message"; the message may be absent.
struct Assert {
  ExprId condition;
  TextId message;
};

struct Pass {};

// "# text" on a line of its own.
struct Comment {
  TextId text;
};

// An empty line.
struct BlankLine {};

#define WARPLOOM_STMT_KIND(Name) , Name
using StmtNode = std::variant<std::monostate
#include "lang/stmt_kind.def"
                              >;

struct Stmt {
  StmtNode node;
};

}  // namespace warploom::lang
