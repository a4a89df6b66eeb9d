#pragma once

#include "synth/families/idiom.h"

// The integer family's motifs, in files by what they work on.
namespace warploom::synth {

// This thread's word of an input of the type, in [0, high] and with a name.
Val Key(Sketch& s, lang::Type type, double high);

// x << count and x >> count for a constant count.
Val Shl(const Val& x, int count);
Val Shr(const Val& x, int count);

// integer_hash.cpp: hashes and generators.
void DrawHash(Sketch& s);
void DrawGenerator(Sketch& s);
void DrawChecksum(Sketch& s);

// integer_space.cpp: cells and indices.
void DrawGridHash(Sketch& s);
void DrawMorton(Sketch& s);
void DrawIndexing(Sketch& s);
void DrawAutomaton(Sketch& s);

// integer_bits.cpp: bits and fields of words.
void DrawPack(Sketch& s);
void DrawUnpack(Sketch& s);
void DrawFlags(Sketch& s);
void DrawPopcount(Sketch& s);
void DrawBitTricks(Sketch& s);
void DrawPairKey(Sketch& s);

}  // namespace warploom::synth
