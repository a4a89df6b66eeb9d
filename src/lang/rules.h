#pragma once

#include <optional>
#include <span>

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "lang/object_fields.h"
#include "lang/operators.h"
#include "lang/type.h"

// Warp's typing rules for what is written with syntax and not as a call.
namespace warploom::lang {

// What Warp resolves an operator to; nullopt when it refuses these operands.
std::optional<CallId> FindUnary(const BuiltinTable& table, UnaryOp op, Type operand);
std::optional<CallId> FindBinary(const BuiltinTable& table, BinaryOp op, Type left, Type right);

// What such a call gives: the row's result, in the shape of the operands where they are tiles.
Type ResultOfOperator(const Call& call, Type left, Type right);

// Whether the argument has a place in the call's row: not what Warp must know when it generates
// code, such as shapes, types and functions.
bool IsInRow(const Module& module, ExprId argument);

// Where this kernel's author takes the builtin from: functions of scalars may stand elsewhere.
MathSource SourceOf(const Module& module, const BuiltinTable& builtins, const BuiltinCall& call);

// How many of the parts, from the first, are the components of one variable, all of them and in
// order, which Python may write as *v; 0 when they are not.
int PartsOfOneVariable(const Module& module, std::span<const ExprId> parts);

// Comparisons are emitted as C++ operators on two values of one type (codegen.py: emit_Compare,
// Adjoint.add_comp): scalars in any order, bools only for (in)equality, vecs, mats, quats and
// transforms only for ==, the one operator that they have (native/vec.h).
bool CanCompare(CompareOp op, Type left, Type right);

// What may stand after if, while and assert, and beside and/or: a C++ condition, so also a number
// (16-bit floats do not convert to bool) or an array, which is true unless it is null.
bool CanBeCondition(Type type);

// An item of a tuple: each index is in it for sure, so `index` is the literal's value. A list of
// numbers as a constant has one type throughout.
Type TypeOfItem(const std::vector<Type>& items, std::optional<int64_t> index);

// What a struct may hold. With a vec or mat of bool in it, the adjoint functions that Warp prints
// for the struct do not compile for CUDA (native/builtin.h: atomic_add).
bool CanBeField(Type type);

// What wp.printf has a place for in a text.
bool CanFormat(Type type);

// Conversions between scalars; vecs, mats, quats and transforms from their parts; structs and
// zero values from nothing.
bool CanConstruct(Type type, std::span<const Type> parts);

// Particle(), or Particle(x, v, m) with one value a field, in order (codegen.py: Struct).
bool CanConstruct(const StructDef& definition, std::span<const Type> parts);

// The registry's row for a construction, for coverage; nullopt for structs.
std::optional<CallId> FindConstructor(const BuiltinTable& table, Type type,
                                      std::span<const Type> parts);

// The type of base[i, j, ...] with `indices` subscripts of which `slices` are slices; void when
// Warp refuses it (codegen.py: emit_Subscript).
Type TypeOfSubscript(Type base, int indices, int slices);

// True for an array that tells its extents; those of Fabric do not (fabric.py: vars).
bool HasShape(Type type);

// The type of base.x, .y, .z, .w (0..3), on a transform of .p, .q (0, 1), on what Warp's queries
// give of FieldsOfObject(base)[index]; void when refused.
Type TypeOfComponent(Type base, int index);

// True for what a for loop may run over beside a range: hash grids' and meshes' queries.
bool IsIterable(Type type);

// Whether a helper's parameter takes the argument: one of its own type, or, where it is any query
// of a bvh or mesh, one of these (types.py: _wp_erase_to_).
bool CanPass(Type argument, Type parameter);

}  // namespace warploom::lang
