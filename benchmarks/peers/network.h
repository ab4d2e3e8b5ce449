// What both C peers share: the networks, their memory, parameters in PyTorch's order, and the loops that are timed. A peer includes this
// and defines OUTPUT_MAJOR (how the last layer's weights lie) and the five functions below. One library per network, chosen by
// -DNETWORK_name; all sizes are constants, the rows of a batch too.
#include <math.h>
#include <stddef.h>

enum { IDENTITY, RELU, TANH, SIGMOID, SOFTMAX };

// INPUTS - FIRST - SECOND - OUTPUTS, or without SECOND. HIDDEN and OUTPUT are activations, SQUARED is the loss: mean squared error, or
// cross-entropy behind a sigmoid or softmax.
#if defined(NETWORK_xor)
enum { INPUTS = 2, FIRST = 8, SECOND = 0, OUTPUTS = 1, HIDDEN = TANH, OUTPUT = SIGMOID, SQUARED = 0 };
#elif defined(NETWORK_npc)
enum { INPUTS = 16, FIRST = 32, SECOND = 32, OUTPUTS = 4, HIDDEN = RELU, OUTPUT = IDENTITY, SQUARED = 1 };
#elif defined(NETWORK_sensor)
enum { INPUTS = 64, FIRST = 32, SECOND = 16, OUTPUTS = 6, HIDDEN = RELU, OUTPUT = SOFTMAX, SQUARED = 0 };
#elif defined(NETWORK_control)
enum { INPUTS = 8, FIRST = 64, SECOND = 64, OUTPUTS = 2, HIDDEN = TANH, OUTPUT = TANH, SQUARED = 1 };
#elif defined(NETWORK_digits)
enum { INPUTS = 784, FIRST = 128, SECOND = 0, OUTPUTS = 10, HIDDEN = RELU, OUTPUT = SOFTMAX, SQUARED = 0 };
#endif

enum { ROWS = 32, LAST = SECOND ? SECOND : FIRST };
static const float rate = 1e-3f;

#define ALIGNED __attribute__((aligned(64)))
#define INLINE static inline __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))

static float w1[INPUTS * FIRST] ALIGNED, b1[FIRST] ALIGNED;
static float w2[FIRST * SECOND] ALIGNED, b2[SECOND] ALIGNED;
static float w3[LAST * OUTPUTS] ALIGNED, b3[OUTPUTS] ALIGNED;

void forward(const float *restrict x, float *restrict y);
void forward_batch(const float *restrict x, float *restrict y);
void train1(const float *restrict x, const float *restrict t);
void train_batch(const float *restrict x, const float *restrict t);

// ---- Activations, on arrays of any length.

INLINE void activate(float *restrict y, int rows, int out, int kind)
{
    int count = rows * out;
    if (kind == RELU) {
        for (int i = 0; i < count; i++) y[i] = y[i] > 0 ? y[i] : 0;
    } else if (kind == TANH) {
        for (int i = 0; i < count; i++) y[i] = tanhf(y[i]);
    } else if (kind == SIGMOID) {
        for (int i = 0; i < count; i++) y[i] = 1 / (1 + expf(-y[i]));
    } else if (kind == SOFTMAX) {
        for (int row = 0; row < rows; row++) {
            float max = y[row * out];
            for (int o = 1; o < out; o++) max = y[row * out + o] > max ? y[row * out + o] : max;
            for (int o = 0; o < out; o++) y[row * out + o] -= max;
        }
        for (int i = 0; i < count; i++) y[i] = expf(y[i]);
        for (int row = 0; row < rows; row++) {
            float total = 0;
            for (int o = 0; o < out; o++) total += y[row * out + o];
            for (int o = 0; o < out; o++) y[row * out + o] *= 1 / total;
        }
    }
}

// The gradient of sums from that of activations.
INLINE void derive(const float *restrict y, float *restrict dy, int count, int kind)
{
    if (kind == RELU) for (int i = 0; i < count; i++) dy[i] = y[i] > 0 ? dy[i] : 0;
    if (kind == TANH) for (int i = 0; i < count; i++) dy[i] *= 1 - y[i] * y[i];
}

// Cross-entropy behind its sigmoid or softmax has the difference as the gradient of the sums already.
INLINE void loss_gradient(const float *restrict y, const float *restrict t, float *restrict dz, int rows)
{
    for (int i = 0; i < rows * OUTPUTS; i++) dz[i] = SQUARED ? (y[i] - t[i]) * (2.0f / OUTPUTS) : y[i] - t[i];
    if (SQUARED) derive(y, dz, rows * OUTPUTS, OUTPUT);
}

// ---- Parameters in PyTorch's order: weights [out, in], biases.

static const float *load_layer(const float *flat, float *w, float *b, int in, int out, int output_major)
{
    for (int o = 0; o < out; o++)
        for (int i = 0; i < in; i++) w[output_major ? o * in + i : i * out + o] = *flat++;
    for (int o = 0; o < out; o++) b[o] = *flat++;
    return flat;
}

static float *store_layer(float *flat, const float *w, const float *b, int in, int out, int output_major)
{
    for (int o = 0; o < out; o++)
        for (int i = 0; i < in; i++) *flat++ = w[output_major ? o * in + i : i * out + o];
    for (int o = 0; o < out; o++) *flat++ = b[o];
    return flat;
}

void load(const float *flat)
{
    flat = load_layer(flat, w1, b1, INPUTS, FIRST, 0);
    if (SECOND) flat = load_layer(flat, w2, b2, FIRST, SECOND, 0);
    load_layer(flat, w3, b3, LAST, OUTPUTS, OUTPUT_MAJOR);
}

void store(float *flat)
{
    flat = store_layer(flat, w1, b1, INPUTS, FIRST, 0);
    if (SECOND) flat = store_layer(flat, w2, b2, FIRST, SECOND, 0);
    store_layer(flat, w3, b3, LAST, OUTPUTS, OUTPUT_MAJOR);
}

// ---- The loops that are timed stand here, so that no call from another language is in them. There are 32 rows of input.

void repeat_inf1(const float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) forward(x + (i % ROWS) * INPUTS, y);
}

void repeat_lat1(float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) {
        forward(x, y);
        x[0] = y[0];
    }
}

void repeat_inf32(const float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) forward_batch(x, y);
}

void repeat_train1(const float *x, const float *t, long long count)
{
    for (long long i = 0; i < count; i++) train1(x + (i % ROWS) * INPUTS, t + (i % ROWS) * OUTPUTS);
}

void repeat_train32(const float *x, const float *t, long long count)
{
    for (long long i = 0; i < count; i++) train_batch(x, t);
}
