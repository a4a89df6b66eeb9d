#pragma once

#include <optional>
#include <span>

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "lang/object_fields.h"
#include "lang/operators.h"
#include "lang/type.h"

// Warp's typing rules for Python syntax other than calls.
namespace warploom::lang {

// What Warp resolves an operator to; nullopt if it refuses the operands.
std::optional<CallId> FindUnary(const BuiltinTable& table, UnaryOp op, Type operand);
std::optional<CallId> FindBinary(const BuiltinTable& table, BinaryOp op, Type left, Type right);

// The type of such a call: the row's result, with the shape of the operands if they are tiles.
Type ResultOfOperator(const Call& call, Type left, Type right);

// Whether the argument has a column in the call's row. Compile-time arguments such as shapes, types
// and functions have none.
bool IsInRow(const Module& module, ExprId argument);

// The module from which this kernel calls the builtin.
MathSource SourceOf(const Module& module, const BuiltinTable& builtins, const BuiltinCall& call);

// The number of leading parts that are all components of one variable, in order, which Python can
// write as *v; 0 if there are none.
int PartsOfOneVariable(const Module& module, std::span<const ExprId> parts);

// Comparisons are emitted as C++ operators on two values of one type (codegen.py: emit_Compare,
// Adjoint.add_comp): scalars in any order, bools only for (in)equality, vecs, mats, quats and
// transforms only for ==, the only operator that they define (native/vec.h).
bool CanCompare(CompareOp op, Type left, Type right);

// What is allowed as the condition of if, while and assert, and as an operand of and/or: everything
// that C++ converts to bool, so also numbers (except 16-bit floats) and arrays, which are true
// unless they are null.
bool CanBeCondition(Type type);

// The type of an item of a tuple, by the value of the literal index. Without an index, the type
// that all items share, as in a constant list of numbers.
Type TypeOfItem(const std::vector<Type>& items, std::optional<int64_t> index);

// Whether a struct can have a field of the type. The adjoint functions that Warp generates for a
// struct with a vec or mat of bool do not compile for CUDA (native/builtin.h: atomic_add).
bool CanBeField(Type type);

// Whether wp.printf can format a value of the type.
bool CanFormat(Type type);

// Whether the type can be constructed from the parts: scalars by conversion; vecs, mats, quats and
// transforms from their components; structs and zero values from nothing.
bool CanConstruct(Type type, std::span<const Type> parts);

// Particle(), or Particle(x, v, m) with one value per field, in order (codegen.py: Struct).
bool CanConstruct(const StructDef& definition, std::span<const Type> parts);

// The row of the builtin table for a constructor; nullopt for structs.
std::optional<CallId> FindConstructor(const BuiltinTable& table, Type type,
                                      std::span<const Type> parts);

// The type of base[i, j, ...] with `indices` subscripts, of which `slices` are slices; void if Warp
// refuses it (codegen.py: emit_Subscript).
Type TypeOfSubscript(Type base, int indices, int slices);

// True for an array that has a shape; Fabric arrays do not (fabric.py: vars).
bool HasShape(Type type);

// The type of base.x, .y, .z, .w (0..3), of .p, .q (0, 1) on a transform, or of
// FieldsOfObject(base)[index] on a query result; void if Warp refuses it.
Type TypeOfComponent(Type base, int index);

// True for types other than ranges that a for loop can iterate over: queries of hash grids and
// meshes.
bool IsIterable(Type type);

// Whether a helper's parameter accepts the argument: one of its own type or, if its type is the
// generic query of a bvh or mesh, a specific query (types.py: _wp_erase_to_).
bool CanPass(Type argument, Type parameter);

}  // namespace warploom::lang
